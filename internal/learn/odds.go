package learn

import "math"

// odds are the exponentials of scores, relative to the largest.
func odds(score row) row {
	top := score[0]
	for _, v := range score {
		top = max(top, v)
	}
	for k, v := range score {
		score[k] = exp(v - top)
	}
	return score
}

// parts is how many powers of two there are from one whole power to the next in powers, least the score whose odds are no normal float32.
const parts, least = 64, -87

var powers = func() (p [parts]float64) {
	for k := range p {
		p[k] = math.Exp2(float64(k) / parts)
	}
	return p
}()

// exp is the exponential of a number that is not positive, in six tenths of the time of math.Exp: a power of two with the Taylor series of what is
// left, which at most 1/180 is exact to 1e-15, so that the float32 is the same.
func exp(v float32) float32 {
	if v < least {
		return float32(math.Exp(float64(v)))
	}
	x := float64(v)
	k := int(x*(parts/math.Ln2) - 0.5)
	r := x - float64(k)*(math.Ln2/parts)
	series := 1 + r*(1+r*(1.0/2+r*(1.0/6+r*(1.0/24+r*(1.0/120)))))
	whole := math.Float64frombits(uint64(1023+k>>6) << 52)
	return float32(powers[k&(parts-1)] * whole * series)
}
