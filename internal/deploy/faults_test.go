package main

import (
	"fmt"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// Faults are what is wrong with a cluster: what an API server takes, and what would not work all the same.
type faults []string

func (f *faults) add(format string, args ...any) { *f = append(*f, fmt.Sprintf(format, args...)) }

// faults looks at all objects.
func (c *cluster) faults() (f faults) {
	if len(c.namespaces) != 1 {
		f.add("%d namespaces", len(c.namespaces))
		return f
	}
	for _, o := range c.metas {
		if ns := o.GetNamespace(); ns != c.namespaces[0].Name && o != metav1.Object(c.namespaces[0]) {
			f.add("%s is in the namespace %q", o.GetName(), ns)
		}
	}
	for _, d := range c.deployments {
		c.ofDeployment(&f, d)
		c.ofFlags(&f, d, program(d))
		c.ofMemory(&f, d, program(d))
		c.ofEnd(&f, d, c.environment(program(d)))
		c.ofNetwork(&f, d)
		c.ofScaling(&f, d)
	}
	for _, s := range c.services {
		d := c.selected(&f, "Service "+s.Name, labels.SelectorFromSet(s.Spec.Selector))
		for _, p := range s.Spec.Ports {
			if d != nil && !hasPort(d, p.TargetPort) {
				f.add("Service %s leads to port %s, which %s lacks", s.Name, p.TargetPort.String(), d.Name)
			}
		}
	}
	for _, b := range c.budgets {
		c.selected(&f, "PodDisruptionBudget "+b.Name, selector(b.Spec.Selector))
	}
	return f
}

// program returns the one container of a Deployment's pods.
func program(d *appsv1.Deployment) *corev1.Container { return &d.Spec.Template.Spec.Containers[0] }

func selector(s *metav1.LabelSelector) labels.Selector {
	sel, err := metav1.LabelSelectorAsSelector(s)
	if err != nil {
		return labels.Nothing()
	}
	return sel
}

// selected returns the one Deployment whose pods are selected.
func (c *cluster) selected(f *faults, who string, s labels.Selector) *appsv1.Deployment {
	var found []*appsv1.Deployment
	for _, d := range c.deployments {
		if s.Matches(labels.Set(d.Spec.Template.Labels)) {
			found = append(found, d)
		}
	}
	if len(found) != 1 {
		f.add("%s selects the pods of %d Deployments", who, len(found))
		return nil
	}
	return found[0]
}

// hasPort reports whether a pod listens at a port, by its name or number.
func hasPort(d *appsv1.Deployment, want intstr.IntOrString) bool {
	return slices.ContainsFunc(program(d).Ports, func(p corev1.ContainerPort) bool {
		return p.Name == want.StrVal && want.StrVal != "" || p.ContainerPort == want.IntVal
	})
}

// ofDeployment looks at how pods come, go and are confined.
func (c *cluster) ofDeployment(f *faults, d *appsv1.Deployment) {
	pod, name := &d.Spec.Template, d.Name
	level := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	if e, err := policy.NewEvaluator(policy.DefaultChecks(), nil); err != nil {
		f.add("%v", err)
	} else if r := policy.AggregateCheckResults(e.EvaluatePod(level, &pod.ObjectMeta, &pod.Spec)); !r.Allowed {
		f.add("%s is not restricted: %s", name, r.ForbiddenDetail())
	}
	if level := c.namespaces[0].Labels[api.EnforceLevelLabel]; level != string(api.LevelRestricted) {
		f.add("the namespace enforces %q", level)
	}
	if c.selected(f, "Deployment "+name, selector(d.Spec.Selector)) != d {
		f.add("%s does not select its own pods", name)
	}
	for _, spread := range pod.Spec.TopologySpreadConstraints {
		if c.selected(f, "the spread of "+name, selector(spread.LabelSelector)) != d {
			f.add("%s spreads other pods than its own", name)
		}
	}
	if links := pod.Spec.EnableServiceLinks; links == nil || *links {
		f.add("%s has Services in its environment, among the flags", name)
	}
	account, token := c.accounts[pod.Spec.ServiceAccountName], pod.Spec.AutomountServiceAccountToken
	if account == nil || account.AutomountServiceAccountToken == nil || *account.AutomountServiceAccountToken || token == nil || *token {
		f.add("%s has a token of the cluster, or no account", name)
	}
	if version, err := release(); err != nil || !strings.HasSuffix(program(d).Image, ":"+version) {
		f.add("%s runs %s and not the release %s", name, program(d).Image, version)
	}
	for _, v := range pod.Spec.Volumes {
		if s := v.Secret; s != nil && (s.DefaultMode == nil || *s.DefaultMode&0o007 != 0 || *s.DefaultMode&0o040 == 0 || pod.Spec.SecurityContext.FSGroup == nil) {
			f.add("%s: the Secret %s is for others, or not for the program", name, s.SecretName)
		}
	}
}

// ofFlags looks at what a program is told, and at the ports and the probes, which follow from that.
func (c *cluster) ofFlags(f *faults, d *appsv1.Deployment, container *corev1.Container) {
	env := c.environment(container)
	known, err := flagsOf(container.Args[0])
	if err != nil {
		f.add("%s: %v", d.Name, err)
	}
	for name := range env {
		if flag, ours := strings.CutPrefix(name, "GEOTAG_"); ours && !slices.Contains(known, flag) {
			f.add("%s: geotag %s has no flag for %s", d.Name, container.Args[0], name)
		}
	}
	open := []string{env["GEOTAG_LISTEN"], env["GEOTAG_HTTP"], env["GEOTAG_ADMIN"]}
	for _, p := range container.Ports {
		if !slices.Contains(open, fmt.Sprint(":", p.ContainerPort)) {
			f.add("%s: nothing listens at port %s", d.Name, p.Name)
		}
	}
	for what, p := range map[string]*corev1.Probe{"startup": container.StartupProbe, "readiness": container.ReadinessProbe, "liveness": container.LivenessProbe} {
		if p == nil || p.GRPC == nil || fmt.Sprint(":", p.GRPC.Port) != env["GEOTAG_ADMIN"] {
			f.add("%s: no %s probe that speaks gRPC with the admin listener", d.Name, what)
		}
	}
	for _, m := range container.VolumeMounts {
		if !slices.ContainsFunc(d.Spec.Template.Spec.Volumes, func(v corev1.Volume) bool { return v.Name == m.Name }) || m.SubPath != "" {
			f.add("%s: the mount %s has no volume, or one whose files are not renewed", d.Name, m.Name)
		}
	}
}

// ofMemory looks at what a program may take.
func (c *cluster) ofMemory(f *faults, d *appsv1.Deployment, container *corev1.Container) {
	wants, limits := container.Resources.Requests, container.Resources.Limits
	heap, limit := wants.Memory(), limits.Memory()
	if !givenBy(container, "GOMEMLIMIT", "requests.memory") || heap.Value()*100 > limit.Value()*92 {
		f.add("%s: the heap may have %s of %s", d.Name, heap, limit)
	}
	if !givenBy(container, "GOMAXPROCS", "requests.cpu") || !limits.Cpu().IsZero() {
		f.add("%s: threads are not bound by the processors that are asked for, or a quota stops them", d.Name)
	}
	// docs/operations.md, "Sizing"
	if held, _ := strconv.ParseInt(c.environment(container)["GEOTAG_MAX_MEMORY"], 10, 64); held+100+40*wants.Cpu().Value() > heap.Value()>>20 {
		f.add("%s: clients may make it hold more than the %s that it has", d.Name, heap)
	}
}

// givenBy reports whether a variable is what a resource is.
func givenBy(container *corev1.Container, name, resource string) bool {
	return slices.ContainsFunc(container.Env, func(e corev1.EnvVar) bool {
		return e.Name == name && e.ValueFrom != nil && e.ValueFrom.ResourceFieldRef != nil && e.ValueFrom.ResourceFieldRef.Resource == resource
	})
}

// ofEnd looks at whether a rollout loses calls: pods go after others have come, when balancers have seen it and calls under way are done.
func (c *cluster) ofEnd(f *faults, d *appsv1.Deployment, env map[string]string) {
	const telling = 5 * time.Second // what exporters are given at the end: cmd/geotag/servetelemetry.go
	grace := time.Duration(*d.Spec.Template.Spec.TerminationGracePeriodSeconds) * time.Second
	delay, _ := time.ParseDuration(env["GEOTAG_DRAIN_DELAY"])
	drain, _ := time.ParseDuration(env["GEOTAG_DRAIN"])
	if delay+drain+telling >= grace {
		f.add("%s is killed after %v, and takes %v to end", d.Name, grace, delay+drain+telling)
	}
	serves := slices.ContainsFunc(c.services, func(s *corev1.Service) bool {
		return labels.SelectorFromSet(s.Spec.Selector).Matches(labels.Set(d.Spec.Template.Labels))
	})
	if !serves {
		return
	}
	if r := d.Spec.Strategy.RollingUpdate; r == nil || r.MaxUnavailable == nil || r.MaxUnavailable.String() != "0" || delay < 5*time.Second {
		f.add("a rollout of %s loses calls", d.Name)
	}
}

// ofScaling looks at who says how many pods there are, and whether one of them may go.
func (c *cluster) ofScaling(f *faults, d *appsv1.Deployment) {
	least := int32(0)
	for _, s := range c.scalers {
		if to := s.Spec.ScaleTargetRef; to.Kind == "Deployment" && to.APIVersion == "apps/v1" && to.Name == d.Name {
			least = *s.Spec.MinReplicas
		}
	}
	if least == 0 || d.Spec.Replicas != nil {
		f.add("%s has no autoscaler, or one whose work an apply undoes", d.Name)
	}
	for _, b := range c.budgets {
		if !selector(b.Spec.Selector).Matches(labels.Set(d.Spec.Template.Labels)) {
			continue
		}
		away, err := intstr.GetScaledValueFromIntOrPercent(b.Spec.MaxUnavailable, int(least), false)
		if err != nil || away < 1 || away >= int(least) {
			f.add("of %d pods of %s %d may be evicted", least, d.Name, away)
		}
	}
}

// ofNetwork looks at what may come to a pod and go from it.
func (c *cluster) ofNetwork(f *faults, d *appsv1.Deployment) {
	var in, out []string
	for _, p := range c.policies {
		if !selector(&p.Spec.PodSelector).Matches(labels.Set(d.Spec.Template.Labels)) {
			continue
		}
		if !slices.Equal(p.Spec.PolicyTypes, []networkingv1.PolicyType{networkingv1.PolicyTypeIngress, networkingv1.PolicyTypeEgress}) {
			f.add("%s lets through what it does not name", p.Name)
		}
		for _, rule := range p.Spec.Ingress {
			in = append(in, ofIngress(f, p.Name, d, rule)...)
		}
		for _, rule := range p.Spec.Egress {
			out = append(out, ofEgress(f, p.Name, rule)...)
		}
	}
	for _, port := range program(d).Ports {
		if !slices.Contains(in, port.Name) {
			f.add("nobody may come to port %s of %s", port.Name, d.Name)
		}
	}
	nats := c.environment(program(d))["GEOTAG_NATS"]
	if _, port, _ := strings.Cut(strings.TrimPrefix(nats, "nats://"), ":"); !slices.Contains(out, "53") || nats != "" && !slices.Contains(out, port) {
		f.add("%s cannot reach %s", d.Name, nats)
	}
}

// ofIngress looks at who may come, and returns to which ports.
func ofIngress(f *faults, name string, d *appsv1.Deployment, rule networkingv1.NetworkPolicyIngressRule) (ports []string) {
	for _, p := range rule.Ports {
		ports = append(ports, p.Port.String())
		if !hasPort(d, *p.Port) {
			f.add("%s lets in to port %s, which %s lacks", name, p.Port, d.Name)
		}
		if p.Port.String() == "admin" && len(rule.From) == 0 {
			f.add("%s lets everybody look into %s", name, d.Name)
		}
	}
	return ports
}

// ofEgress looks at whom a pod may speak to, and returns at which ports.
func ofEgress(f *faults, name string, rule networkingv1.NetworkPolicyEgressRule) (ports []string) {
	if len(rule.To) == 0 || len(rule.Ports) == 0 {
		f.add("%s lets its pods speak to everybody", name)
	}
	for _, peer := range rule.To {
		if s := peer.PodSelector; s != nil && s.MatchLabels["app.kubernetes.io/component"] != "" {
			f.add("%s looks for others among its own pods", name)
		}
	}
	for _, p := range rule.Ports {
		ports = append(ports, p.Port.String())
	}
	return ports
}

var flagLine = regexp.MustCompile(`(?m)^  -([a-z0-9-]+)`)

// flagsOf returns the flags of a command of the program, as they stand in the environment.
func flagsOf(command string) ([]string, error) {
	help, err := helps(command)
	var names []string
	for _, found := range flagLine.FindAllStringSubmatch(help, -1) {
		names = append(names, strings.ToUpper(strings.ReplaceAll(found[1], "-", "_")))
	}
	if err == nil && len(names) == 0 {
		err = fmt.Errorf("geotag %s -h names no flags", command)
	}
	return names, err
}

var helped sync.Map

// helps returns what the program says of a command, which it is asked once.
func helps(command string) (string, error) {
	once, _ := helped.LoadOrStore(command, sync.OnceValues(func() (string, error) {
		program, err := binary()
		if err != nil {
			return "", err
		}
		out, err := exec.Command(program, command, "-h").CombinedOutput()
		if err != nil {
			return "", fmt.Errorf("geotag %s -h: %w: %s", command, err, out)
		}
		return string(out), nil
	}))
	return once.(func() (string, error))()
}
