package main

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// variablePrefix begins the names of all variables of the environment that set flags.
const variablePrefix = "GEOTAG_"

// variableOf names the variable that sets a flag: GEOTAG_MAX_CONNS sets -max-conns.
func variableOf(name string) string {
	return variablePrefix + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// environment lets the environment set these flags, or without any all that there are by now, where the command line does not.
func (fs *flagSet) environment(names ...string) {
	fs.visit(func(f *flag.Flag) {
		if len(names) > 0 && !slices.Contains(names, f.Name) {
			return
		}
		fs.variables[f.Name] = nil
		for _, name := range fs.names(f.Name) {
			fs.variables[f.Name] = append(fs.variables[f.Name], variableOf(name))
		}
	})
}

// exclude says that two flags exclude each other, so that the environment does not set the one where the other is set.
func (fs *flagSet) exclude(a, b string) {
	fs.excluding[a] = append(fs.excluding[a], b)
	fs.excluding[b] = append(fs.excluding[b], a)
}

// fromEnvironment sets the flags that were not given to what the environment says. An empty variable says nothing. What it cannot mean, it warns of.
func (fs *flagSet) fromEnvironment() (err error) {
	if len(fs.variables) == 0 {
		return nil
	}
	set := maps.Clone(fs.given)
	fs.visit(func(f *flag.Flag) {
		for _, variable := range fs.variables[f.Name] {
			value := fs.e.variable(variable)
			excluded := func(other string) bool { return set[other] }
			if value == "" || set[f.Name] || err != nil || slices.ContainsFunc(fs.excluding[f.Name], excluded) {
				continue
			}
			set[f.Name] = true
			if bad := fs.Set(f.Name, value); bad != nil {
				err = &usageError{fmt.Errorf("%s is %q: %w", variable, value, bad), "it stands for -" + f.Name + "; usage: " + fs.manual.line}
			}
		}
	})
	if err == nil {
		fs.warnOfUnknown()
	}
	return err
}

// isLink matches the variables that Kubernetes and Docker put into a container for a service that is called geotag or geotag-something.
var isLink = regexp.MustCompile(`_SERVICE_(HOST|PORT)|_PORT(_\d+_(TCP|UDP).*)?$`)

// warnOfUnknown names the variables that look as if they should set a flag, and set none of any command.
func (fs *flagSet) warnOfUnknown() {
	var known []string
	for _, entry := range fs.e.environ {
		name, value, _ := strings.Cut(entry, "=")
		if value == "" || !strings.HasPrefix(name, variablePrefix) || isLink.MatchString(name) {
			continue
		}
		if known == nil {
			known = append(knownVariables(), slices.Concat(slices.Collect(maps.Values(fs.variables))...)...)
		}
		if !slices.Contains(known, name) {
			hint := cmp.Or(didYouMean(name, known), "see "+commandOf(fs.manual.line)+" -h")
			fmt.Fprintf(fs.e.stderr, "geotag: warning: %s is in the environment, and sets nothing: %s\n", name, hint)
		}
	}
}

// knownVariables returns the variables that set a flag of some command.
func knownVariables() (all []string) {
	for _, c := range pages() {
		if c.flags == nil {
			continue
		}
		for _, variables := range c.flags.variables {
			all = append(all, variables...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
