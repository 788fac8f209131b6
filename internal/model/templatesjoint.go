package model

// The templates of a word for the joint chain, which reads all languages but English, beside those of [Window] and [Beside] that the two
// chains share by name. Each feature is hashed plain, for all languages, and with the language of the word, where the model was taught it.
const (
	JointHead1       Template = iota + 200 // its first letter
	JointHead2                             // its first two
	JointHead3                             // its first three
	JointHead4                             // its first four
	JointTail1                             // its last letter
	JointTail2                             // its last two
	JointTail3                             // its last three
	JointTail4                             // its last four
	JointTail5                             // its last five
	JointGram                              // three letters in a row, of a script without case
	JointExtent                            // the place in a name of so many words and letters, of a kind of place, so well known
	JointPair                              // the character before with it
	JointPairAfter                         // it with the one after
	JointTriple                            // the two characters before with it
	JointTripleAfter                       // it with the two after
	JointMiddle                            // the characters before and after with it
	JointAround                            // the characters before and after
	JointTailName                          // its last three letters, and its place in a name
	JointTailBefore                        // the last three letters of the word before, and its place in a name
	JointSame                              // the script without spaces that it is of, and that of its neighbors
	JointRunHead                           // the syllables of its word up to it
	JointRunTail                           // those after it
	JointRun                               // all of them
	JointRunBefore                         // what stands before the word, and how far away
	JointRunAfter                          // what stands after the word, and how far away
	JointRunName                           // those after it, and its place in a name
	JointRunLength                         // how many there are before and after it
	afterJoint
)

var jointNames = [afterJoint - JointHead1]string{
	"first", "first 2", "first 3", "first 4", "last", "last 2", "last 3", "last 4", "last 5", "gram", "extent", "pair", "pair after", "triple", "triple after", "middle", "around", "tail, name",
	"tail before, name", "scripts",
	"run head", "run tail", "run", "before run", "after run", "run, name", "run length",
}
