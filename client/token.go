package client

import "context"

// A Token is shown to a server with every call of a connection that is made with grpc.WithPerRPCCredentials(Token{...}).
type Token struct {
	// Value is the token, as geotag token new prints it.
	Value string
	// Plain lets it go over connections that are not encrypted, as to a server on the same machine; without it such a connection is an error.
	Plain bool
}

// GetRequestMetadata returns what a call shows.
func (t Token) GetRequestMetadata(context.Context, ...string) (map[string]string, error) {
	return map[string]string{"authorization": "Bearer " + t.Value}, nil
}

// RequireTransportSecurity reports whether connections must be encrypted.
func (t Token) RequireTransportSecurity() bool { return !t.Plain }
