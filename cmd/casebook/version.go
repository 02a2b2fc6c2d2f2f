package main

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
)

// version is set when a release is built (-ldflags "-X main.version=1.2.3").
var version = ""

func versionCommand(*flag.FlagSet) func(context.Context, system, []string) error {
	return func(_ context.Context, sys system, args []string) error {
		if err := noArguments(args); err != nil {
			return err
		}
		fmt.Fprintf(sys.stdout, "casebook %s (%s, %s/%s)\n", versionName(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
		return nil
	}
}

// versionName names the release, or the commit that the binary was built from.
func versionName() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	revision, dirty := "", ""
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 10:
			revision = s.Value[:10]
		case s.Key == "vcs.modified" && s.Value == "true":
			dirty = "+"
		}
	}
	if revision == "" {
		return "development"
	}
	return "commit " + revision + dirty
}
