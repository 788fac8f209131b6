package resolve

import (
	"fmt"
	"strings"

	"example.com/geotag/gazetteer"
	"example.com/geotag/internal/prose"
)

// areaCodes are the telephone area codes of the states of the USA, after their codes in the gazetteer: North American Numbering Plan, see NOTICE.
const areaCodes = `AL 205 251 256 334 659 938
AK 907
AZ 480 520 602 623 928
AR 327 479 501 870
CA 209 213 279 310 323 341 350 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 747 760 805 818 820 831 840 858 909 916 925 949 951
CO 303 719 720 970 983
CT 203 475 860 959
DC 202 771
DE 302
FL 239 305 321 352 386 407 448 561 645 656 689 727 728 754 772 786 813 850 863 904 941 954
GA 229 404 470 478 678 706 762 770 912 943
HI 808
ID 208 986
IL 217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872
IN 219 260 317 463 574 765 812 930
IA 319 515 563 641 712
KS 316 620 785 913
KY 270 364 502 606 859
LA 225 318 337 504 985
ME 207
MD 227 240 301 410 443 667
MA 339 351 413 508 617 774 781 857 978
MI 231 248 269 313 517 586 616 679 734 810 906 947 989
MN 218 320 507 612 651 763 924 952
MS 228 601 662 769
MO 235 314 417 557 573 636 660 816 975
MT 406
NE 308 402 531
NV 702 725 775
NH 603
NJ 201 551 609 640 732 848 856 862 908 973
NM 505 575
NY 212 315 329 332 347 363 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929 934
NC 252 336 472 704 743 828 910 919 980 984
ND 701
OH 216 220 234 283 326 330 380 419 436 440 513 567 614 740 937
OK 405 539 572 580 918
OR 458 503 541 971
PA 215 223 267 272 412 445 484 570 582 610 717 724 814 835 878
RI 401
SC 803 821 839 843 854 864
SD 605
TN 423 615 629 731 865 901 931
TX 210 214 254 281 325 346 361 409 430 432 469 512 682 713 726 737 806 817 830 832 903 915 936 940 945 956 972 979
UT 385 435 801
VT 802
VA 276 434 540 571 686 703 757 804 826 948
WA 206 253 360 425 509 564
WV 304 681
WI 262 274 353 414 534 608 715 920
WY 307`

// stateOf has the state of each area code.
var stateOf = func() map[string]string {
	of := map[string]string{}
	for line := range strings.Lines(areaCodes) {
		codes := strings.Fields(line)
		for _, code := range codes[1:] {
			of[code] = "US." + codes[0]
		}
	}
	return of
}()

// telephones returns the id of the state that all of a text's telephone numbers are of, as far as they are of any, and the first of their area
// codes; empty where there is none, or more than one. It reads (573) 555-0101, 573-555-0101 and 573.555.0101.
func telephones(text string) (state, code string) {
	for i := 0; i+len("573-555-0101") <= len(text); i++ {
		if !isDigit(text[i]) {
			continue
		}
		end := i
		for end < len(text) && isDigit(text[end]) {
			end++
		}
		if end-i == len("573") && subscriber(text[end:]) {
			switch at := stateOf[text[i:end]]; {
			case at == "" || at == state:
			case state == "":
				state, code = at, text[i:end]
			default:
				return "", ""
			}
		}
		i = end
	}
	return state, code
}

// subscriber reports whether what follows an area code is the rest of a telephone number.
func subscriber(rest string) bool {
	rest = strings.TrimPrefix(rest, ")")
	if rest != "" && strings.IndexByte(" -.", rest[0]) >= 0 {
		rest = rest[1:]
	}
	const number = "555-0101"
	if len(rest) < len(number) || len(rest) > len(number) && isDigit(rest[len(number)]) {
		return false
	}
	for i := range len(number) {
		if isDigit(rest[i]) != isDigit(number[i]) {
			return false
		}
	}
	return rest[3] == '-' || rest[3] == '.'
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// settle sets the publisher's home, or makes that of the state of a text's telephone numbers, where nobody told one.
func (r *Resolver) settle(text *prose.Text, home gazetteer.Place) {
	r.home, r.areaCode = home, ""
	if !home.IsZero() {
		return
	}
	if state, code := telephones(text.Source); state != "" {
		if at, ok := r.ix.Place(state); ok {
			r.home, r.areaCode = at, code
		}
	}
}

// homeReason says why a candidate is near home.
func (r *Resolver) homeReason() string {
	if r.areaCode != "" {
		return fmt.Sprintf("telephone numbers of area code %s: %s", r.areaCode, r.home.Name())
	}
	return "near the publisher's " + r.home.Name()
}
