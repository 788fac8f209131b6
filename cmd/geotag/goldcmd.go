package main

import "context"

func goldCommand(ctx context.Context, e env, args []string) error {
	return e.dispatch(ctx, &manual{line: "geotag gold COMMAND [FLAGS] FILE...", text: "x"}, args)
}
