package main

import (
	"fmt"
	"maps"
	"sync"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/resmap"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

// kinds are the objects that an overlay may have, all of them stable.
var kinds = func() *runtime.Scheme {
	s := runtime.NewScheme()
	utilruntime.Must(appsv1.AddToScheme(s))
	utilruntime.Must(autoscalingv2.AddToScheme(s))
	utilruntime.Must(corev1.AddToScheme(s))
	utilruntime.Must(networkingv1.AddToScheme(s))
	utilruntime.Must(policyv1.AddToScheme(s))
	return s
}()

// A cluster is the objects of an overlay.
type cluster struct {
	deployments []*appsv1.Deployment
	services    []*corev1.Service
	scalers     []*autoscalingv2.HorizontalPodAutoscaler
	budgets     []*policyv1.PodDisruptionBudget
	policies    []*networkingv1.NetworkPolicy
	configs     map[string]map[string]string // of ConfigMaps, by name
	accounts    map[string]*corev1.ServiceAccount
	namespaces  []*corev1.Namespace
	metas       []metav1.Object // of all
}

// render makes the objects of an overlay as kubectl apply -k does.
func render(fs filesys.FileSystem, dir string) (resmap.ResMap, error) {
	return krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(fs, dir)
}

// decode reads rendered objects as an API server does that is asked to be strict: what is unknown or stands there twice is an error.
func decode(objects resmap.ResMap) (*cluster, error) {
	c := &cluster{configs: map[string]map[string]string{}, accounts: map[string]*corev1.ServiceAccount{}}
	strict := serializer.NewCodecFactory(kinds, serializer.EnableStrict).UniversalDeserializer()
	for _, r := range objects.Resources() {
		data, err := r.AsYAML()
		if err != nil {
			return nil, err
		}
		o, _, err := strict.Decode(data, nil, nil)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.CurId(), err)
		}
		if err := c.add(o); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// add files an object under its kind.
func (c *cluster) add(o runtime.Object) error {
	switch o := o.(type) {
	case *appsv1.Deployment:
		c.deployments = append(c.deployments, o)
	case *corev1.Service:
		c.services = append(c.services, o)
	case *autoscalingv2.HorizontalPodAutoscaler:
		c.scalers = append(c.scalers, o)
	case *policyv1.PodDisruptionBudget:
		c.budgets = append(c.budgets, o)
	case *networkingv1.NetworkPolicy:
		c.policies = append(c.policies, o)
	case *corev1.ConfigMap:
		c.configs[o.Name] = o.Data
	case *corev1.ServiceAccount:
		c.accounts[o.Name] = o
	case *corev1.Namespace:
		c.namespaces = append(c.namespaces, o)
	default:
		return fmt.Errorf("nothing here checks a %T", o)
	}
	c.metas = append(c.metas, o.(metav1.Object))
	return nil
}

var rendered sync.Map

// overlay reads one of deploy/kubernetes/overlays, which is rendered once.
func overlay(t *testing.T, name string) *cluster {
	t.Helper()
	once, _ := rendered.LoadOrStore(name, sync.OnceValues(func() (resmap.ResMap, error) {
		return render(filesys.MakeFsOnDisk(), root+"/deploy/kubernetes/overlays/"+name)
	}))
	objects, err := once.(func() (resmap.ResMap, error))()
	if err != nil {
		t.Fatal(err)
	}
	c, err := decode(objects)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// environment returns the variables of a container by their names; what is not said here by value is empty.
func (c *cluster) environment(container *corev1.Container) map[string]string {
	values := map[string]string{}
	for _, from := range container.EnvFrom {
		if from.ConfigMapRef != nil {
			maps.Copy(values, c.configs[from.ConfigMapRef.Name])
		}
	}
	for _, e := range container.Env {
		values[e.Name] = e.Value
	}
	return values
}
