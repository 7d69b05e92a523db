// Package web shows what corpus, index and reasoning know: the JSON API under
// /api/v1, the probes, the pages, and the reports of a checklist.
//
// Service has one method a capability and returns the wire types; HTTP and the
// command line only carry them, so both answer the same bytes (Encode). The HTTP
// side changes nothing: POST only computes, and the text of a description is
// neither stored nor logged nor quoted in an error.
//
// # Limits
// One flat route table on gorilla/mux. Descriptions up to reasoning.MaxText runes
// in a body of MaxCheckBody bytes. No accounts, no cookies, no outbound request.
package web
