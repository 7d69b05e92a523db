package corpus

// Title is the part's name for people.
func (p Part) Title() Text {
	switch p {
	case PartHead:
		return Text{"首部", "Head"}
	case PartParties:
		return Text{"当事人", "Parties"}
	case PartProcedure:
		return Text{"审理经过", "Procedure"}
	case PartClaims:
		return Text{"诉讼请求", "Claims"}
	case PartDefence:
		return Text{"答辩", "Defence"}
	case PartFacts:
		return Text{"事实", "Facts"}
	case PartIssues:
		return Text{"争议焦点", "Issues"}
	case PartOpinion:
		return Text{"理由", "Opinion"}
	case PartDisposition:
		return Text{"主文", "Disposition"}
	case PartTail:
		return Text{"尾部", "Tail"}
	}
	return Text{string(p), string(p)}
}

// Title is the speaker's name for people.
func (s Speaker) Title() Text {
	switch s {
	case SpeakerPlaintiff:
		return Text{"原告", "Plaintiff"}
	case SpeakerDefendant:
		return Text{"被告", "Defendant"}
	case SpeakerCourtFinding:
		return Text{"法院查明", "Court, finding"}
	case SpeakerCourtReasoning:
		return Text{"法院说理", "Court, reasoning"}
	case SpeakerCourtOrder:
		return Text{"法院判令", "Court, order"}
	case SpeakerRecord:
		return Text{"记载", "Record"}
	}
	return Text{string(s), string(s)}
}

// Title is the weight's name for people.
func (w Weight) Title() Text {
	switch w {
	case WeightGuiding:
		return Text{"指导性要点", "Guiding point"}
	case WeightRatio:
		return Text{"裁判理由", "Ratio"}
	case WeightReasoning:
		return Text{"说理", "Reasoning"}
	case WeightObiter:
		return Text{"附带意见", "Obiter"}
	case WeightReference:
		return Text{"参考", "Reference"}
	}
	return Text{string(w), string(w)}
}

// Explain says in a sentence what the weight is worth.
func (w Weight) Explain() Text {
	switch w {
	case WeightGuiding:
		return Text{"据公开的二手资料，全部或部分对应指导性案例的裁判要点；审判类似案件应当参照指导性案例。", "According to secondary public sources, matches a point of a guiding case in whole or in part; courts shall refer to guiding cases in similar cases."}
	case WeightRatio:
		return Text{"得出判决主文所必需的理由。", "Needed for what the court ordered."}
	case WeightReasoning:
		return Text{"法院明确采纳、但并非判项所必需的说理。", "Reasoning the court affirmed, though the order did not need it."}
	case WeightObiter:
		return Text{"顺带表达的意见，不是裁判的依据。", "Said in passing; the decision does not rest on it."}
	case WeightReference:
		return Text{"只用于解释法律的参考，并非直接适用。", "A help in reading the law, not applied as such."}
	}
	return Text{}
}

// Title is the use's name for people.
func (u Use) Title() Text {
	switch u {
	case UseTest:
		return Text{"产品检验", "Product test"}
	case UseTopic:
		return Text{"适用范围", "What the law covers"}
	case UseLawyer:
		return Text{"供律师参考", "For lawyers"}
	}
	return Text{string(u), string(u)}
}
