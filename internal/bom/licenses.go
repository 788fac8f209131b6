package main

// stated are the licenses of parts whose files do not say, or say more than holds for what is linked.
var stated = map[string]string{
	"tslib": "0BSD", // within MapLibre's bundle; its license asks for no notice
}
