// Package cite is the grammar of Chinese legal citations: case numbers 案号,
// provisions 条款项, and the folding of text that lets spellings meet while every
// offset leads back to the source. It is a leaf: it knows no ruling and no corpus.
package cite
