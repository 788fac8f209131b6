package client_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/paulmach/orb"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"

	geotagv1 "example.com/geotag/api/geotag/v1"
	"example.com/geotag/client"
)

// A text becomes a document of orb's types. A program makes its client with client.Dial.
func ExampleClient_Tag() {
	conn, stop, err := connect()
	if err != nil {
		log.Fatal(err)
	}
	defer stop()
	c := client.New(conn)
	fc, err := c.Tag(context.Background(), &geotagv1.TagRequest{Text: "Floods in Kano and Ibadan drove thousands from their homes."})
	if err != nil {
		log.Fatal(err)
	}
	for _, f := range fc.Features {
		p := f.Geometry.(orb.Point)
		fmt.Printf("%s, %s: %.1f %.1f\n", f.Properties["name"], f.Properties["countryCode"], p.Lat(), p.Lon())
	}
	// Output:
	// Kano, NG: 12.0 8.5
	// Ibadan, NG: 7.4 3.9
}

// A server elsewhere speaks TLS and asks for a token, which goes with every call of the connection.
func ExampleToken() {
	conn, err := grpc.NewClient("geotag.example.org:8080",
		grpc.WithTransportCredentials(credentials.NewTLS(nil)),
		grpc.WithPerRPCCredentials(client.Token{Value: os.Getenv("GEOTAG_TOKEN")}))
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	fc, err := client.New(conn).Tag(context.Background(), &geotagv1.TagRequest{Text: "Floods in Kano."})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(fc.Features))
}

// All servers whose addresses a name has are called in turns, over TLS and with a token; a call that one of them loses is made at another.
func ExampleDial() {
	c, err := client.Dial("geotag.example.org:8080", client.DialOptions{Token: os.Getenv("GEOTAG_TOKEN")})
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	fc, err := c.Tag(ctx, &geotagv1.TagRequest{Text: "Floods in Kano."})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(fc.Features))
}

// Many texts go over one stream; what is wrong with one of them does not stop the others.
func ExampleClient_TagAll() {
	conn, stop, err := connect()
	if err != nil {
		log.Fatal(err)
	}
	defer stop()
	for fc, err := range client.New(conn).TagAll(context.Background(), texts("Fire in Nairobi.", "", "Snow in Oslo.")) {
		if bad, ok := errors.AsType[*client.TextError](err); ok {
			fmt.Println("text", bad.ID, "failed:", bad.Message)
			continue
		} else if err != nil {
			log.Fatal(err)
		}
		for _, f := range fc.Features {
			fmt.Println(f.Properties["name"], f.Properties["placeType"])
		}
	}
	// Output:
	// Nairobi PLACE_TYPE_SETTLEMENT
	// text 1 failed: text is empty
	// Oslo PLACE_TYPE_SETTLEMENT
}
