package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/util/intstr"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// Every overlay is what an API server takes, and its objects belong together.
func TestOverlays(t *testing.T) {
	t.Parallel()
	dirs, err := os.ReadDir(root + "/deploy/kubernetes/overlays")
	if err != nil || len(dirs) == 0 {
		t.Fatalf("%d overlays, %v", len(dirs), err)
	}
	for _, d := range dirs {
		c := overlay(t, d.Name())
		for _, f := range c.faults() {
			t.Errorf("%s: %s", d.Name(), f)
		}
		if len(c.deployments) == 0 || len(c.policies) != len(c.deployments) {
			t.Errorf("%s has %d Deployments and %d NetworkPolicies", d.Name(), len(c.deployments), len(c.policies))
		}
	}
}

// What is not so in a field, or stands there twice, is an error, and not passed over.
func TestStrict(t *testing.T) {
	t.Parallel()
	const head = "apiVersion: v1\nkind: Service\nmetadata: {name: s}\n"
	for object, want := range map[string]string{
		head + "spec: {port: [{port: 1}]}\n":                                       `unknown field "spec.port"`,
		head + "spec: {Ports: [{port: 1}]}\n":                                      `unknown field "spec.Ports"`,
		head + "spec: {clusterIP: None, clusterIP: \"\"}\n":                        "already defined",
		head + "spec: {ports: [{port: one}]}\n":                                    "cannot unmarshal string",
		"apiVersion: apps/v1beta1\nkind: Deployment\nmetadata: {name: d}\n":        "no kind",
		"apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: []}\n": "nothing here checks",
		head + "spec: {ports: [{port: 1}]}\n":                                      "",
	} {
		fs := filesys.MakeFsInMemory()
		fs.WriteFile("/k/kustomization.yaml", []byte("resources: [o.yaml]\n"))
		fs.WriteFile("/k/o.yaml", []byte(object))
		objects, err := render(fs, "/k")
		if err == nil {
			_, err = decode(objects)
		}
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s\n%v, want %s", object, err, want)
		}
	}
}

// Each fault that a hand may make is found.
func TestFaults(t *testing.T) {
	t.Parallel()
	serve := func(c *cluster) *corev1.PodSpec { return &c.deployments[0].Spec.Template.Spec }
	for want, spoil := range map[string]func(*cluster){
		"not restricted":        func(c *cluster) { program(c.deployments[0]).SecurityContext.Capabilities = nil },
		"selects the pods of 0": func(c *cluster) { c.services[0].Spec.Selector["app.kubernetes.io/name"] = "other" },
		"selects the pods of 2": func(c *cluster) { c.deployments = append(c.deployments, c.deployments[0].DeepCopy()) },
		"leads to port":         func(c *cluster) { c.services[0].Spec.Ports[0].TargetPort = intstr.FromString("http") },
		"nothing listens":       func(c *cluster) { program(c.deployments[0]).Ports[0].ContainerPort = 8443 },
		"no liveness probe":     func(c *cluster) { program(c.deployments[0]).LivenessProbe.GRPC.Port = 8080 },
		"no readiness probe":    func(c *cluster) { program(c.deployments[0]).ReadinessProbe = nil },
		"has no flag": func(c *cluster) {
			program(c.deployments[0]).Env = append(program(c.deployments[0]).Env, corev1.EnvVar{Name: "GEOTAG_PORT"})
		},
		"among the flags":      func(c *cluster) { serve(c).EnableServiceLinks = nil },
		"token of the cluster": func(c *cluster) { serve(c).AutomountServiceAccountToken = nil },
		"and not the release":  func(c *cluster) { program(c.deployments[0]).Image = "geotag:latest" },
		"the heap may have": func(c *cluster) {
			program(c.deployments[0]).Resources.Limits[corev1.ResourceMemory] = resource.MustParse("920Mi")
		},
		"may make it hold more": func(c *cluster) {
			program(c.deployments[0]).Env = append(program(c.deployments[0]).Env, corev1.EnvVar{Name: "GEOTAG_MAX_MEMORY", Value: "1024"})
		},
		"is killed after":     func(c *cluster) { *serve(c).TerminationGracePeriodSeconds = 30 },
		"loses calls":         func(c *cluster) { c.deployments[0].Spec.Strategy.RollingUpdate = nil },
		"an apply undoes":     func(c *cluster) { c.deployments[0].Spec.Replicas = new(int32) },
		"no autoscaler":       func(c *cluster) { c.scalers[0].Spec.ScaleTargetRef.Name = "geotag" },
		"may be evicted":      func(c *cluster) { *c.scalers[0].Spec.MinReplicas = 1 },
		"nobody may come":     func(c *cluster) { c.policies[0].Spec.Ingress = c.policies[0].Spec.Ingress[1:] },
		"lets everybody look": func(c *cluster) { c.policies[0].Spec.Ingress[1].From = nil },
		"speak to everybody":  func(c *cluster) { c.policies[0].Spec.Egress[1].To = nil },
		"among its own pods": func(c *cluster) {
			c.policies[0].Spec.Egress[0].To[0].PodSelector.MatchLabels["app.kubernetes.io/component"] = "serve"
		},
		"is in the namespace": func(c *cluster) { c.services[0].Namespace = "default" },
		"is for others":       func(c *cluster) { *serve(c).Volumes[0].Secret.DefaultMode = 0o444 },
		"has no volume":       func(c *cluster) { serve(c).Volumes = serve(c).Volumes[1:] },
	} {
		c := overlay(t, "serve")
		spoil(c)
		if all := strings.Join(c.faults(), "\n"); !strings.Contains(all, want) {
			t.Errorf("%s: found %q", want, all)
		}
	}
}

// The servers of the overlays run from the image, with their flags and with files where their Secrets would be, answer the kubelet's
// probes, and a text.
func TestServers(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"serve", "plain"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			run, spec, env := deployed(t, overlay(t, name), "serve")
			client, token := run.secrets(t, spec)
			at := run.serve(t, append(env, "GEOTAG_DRAIN_DELAY=0s"), spec.Containers[0].Args...)
			probed(t, at.admin, spec)
			if got := tag(t, client, at.rest, token); !strings.Contains(got, `"Kano"`) {
				t.Errorf("it answers %.300s", got)
			}
		})
	}
}

// So does a worker, with a server of NATS, and it exports what its autoscaler goes by.
func TestWorker(t *testing.T) {
	t.Parallel()
	c := overlay(t, "fleet")
	run, spec, env := deployed(t, c, "work")
	admin := run.work(t, append(env, "GEOTAG_NATS="+nats(t), "GEOTAG_REPLICAS=1"), spec.Containers[0].Args...)
	probed(t, admin, spec)
	i := slices.IndexFunc(c.scalers, func(s *autoscalingv2.HorizontalPodAutoscaler) bool { return s.Spec.Metrics[0].External != nil })
	if i < 0 {
		t.Fatal("no autoscaler goes by what others measure")
	}
	if name := c.scalers[i].Spec.Metrics[0].External.Metric.Name; !strings.Contains(page(t, "http://"+admin+"/metrics"), "\n# TYPE "+name+" gauge\n") {
		t.Errorf("the worker exports no %s", name)
	}
}

// deployed returns the container of the Deployment that runs a command, and its variables.
func deployed(t *testing.T, c *cluster, command string) (run container, spec *corev1.PodSpec, env []string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("SKIPPED: not root, and so a container sees files of this machine instead of its own")
	}
	i := slices.IndexFunc(c.deployments, func(d *appsv1.Deployment) bool { return d.Spec.Template.Spec.Containers[0].Args[0] == command })
	if i < 0 {
		t.Fatalf("no Deployment runs geotag %s", command)
	}
	spec = &c.deployments[i].Spec.Template.Spec
	for name, value := range c.environment(&spec.Containers[0]) {
		if strings.HasPrefix(name, "GEOTAG_") {
			env = append(env, name+"="+value)
		}
	}
	return unpack(t), spec, env
}

// probed wants all probes of a pod to be content.
func probed(t *testing.T, admin string, spec *corev1.PodSpec) {
	t.Helper()
	for what, p := range map[string]*corev1.Probe{
		"startup": spec.Containers[0].StartupProbe, "readiness": spec.Containers[0].ReadinessProbe, "liveness": spec.Containers[0].LivenessProbe,
	} {
		service := ""
		if p.GRPC.Service != nil {
			service = *p.GRPC.Service
		}
		if got := probe(t, admin, service); got != "SERVING" {
			t.Errorf("the %s probe says %s", what, got)
		}
	}
}
