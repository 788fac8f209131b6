// Command bom says what the program is made of: the modules and packages of others that are linked into it, and under which licenses.
//
//	go run . notice [-check]           write ../../NOTICE and the texts of the licenses, or say that they are stale
//	go run . sbom -o FILE BINARY       write a bill of materials of a binary, in CycloneDX's JSON
//	go run . static BINARY             say whether a binary needs nothing of the system that it runs on
//
// It is run in its own folder; it is a module of its own so that what it needs adds nothing to geotag's.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
)

// root is the module that is described.
const root = "../.."

func main() {
	log.SetFlags(0)
	log.SetPrefix("bom: ")
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return errors.New("notice, sbom or static?")
	}
	fs := flag.NewFlagSet(args[0], flag.ExitOnError)
	check := fs.Bool("check", false, "write nothing, and fail where something would change")
	out := fs.String("o", "sbom.cdx.json", "write the bill into `FILE`")
	fs.Parse(args[1:])
	switch {
	case args[0] == "notice" && fs.NArg() == 0:
		return notice(*check)
	case args[0] == "sbom" && fs.NArg() == 1:
		return bill(fs.Arg(0), *out)
	case args[0] == "static" && fs.NArg() == 1:
		return static(fs.Arg(0))
	}
	return fmt.Errorf("%s is not understood; see the comment of main.go", args)
}
