package access

import "testing"

// BenchmarkAdmit admits calls with a token that has rates, and calls without one.
func BenchmarkAdmit(b *testing.B) {
	for name, authorization := range map[string][]string{"token": {"Bearer a"}, "peer": nil} {
		b.Run(name, func(b *testing.B) {
			g := New(Options{Anonymous: Tag, PeerTexts: Rate{PerSecond: maxAmount}, PeerBytes: Rate{PerSecond: maxAmount}})
			if authorization != nil {
				g = New(Options{Tokens: openTokens(b, line("a", "tag", "rate=2G bytes=2G"))})
			}
			ctx := showing(b, authorization...)
			b.ReportAllocs()
			for b.Loop() {
				admitted, err := g.Admit(ctx, tagMethod)
				if err == nil {
					err = g.Spend(admitted, 0, 1)
				}
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
