"""MEANING: the words of the product, as frozen values and pure functions. No Qt, no SQL, no files.

Glossary
--------
article     one news text with metadata
span        one stretch of text, `start`/`end` in Unicode code points, half-open
annotation  a label on one or more spans (the fragments), with attributes
label       what an annotation says a stretch of text is: actor, claim, source, sentiment ...
attribute   a further property of an annotation, with a kind and (often) a value list
relation    a typed, directed link between two annotations of one article
entity      one real-world actor, with aliases
scheme      labels, attributes, relation types, article variables
codebook    the scheme with its definitions and examples, as people read it
variable    a value for a whole article: frame, genre
coder       who annotates
project     the file
command     one undoable action
adjudication  settling coders' differences
gold        the layer of annotations that adjudication settled on
suggestion  an annotation that nobody has confirmed: a prediction, or another copy's version
set         articles under a name, drawn or picked
"""
