extension WebPage {
    /// A question and the headlines that answer it.
    struct Topic {
        let question: String
        let cards: [Card]
    }

    /// A headline with its 26 weeks.
    struct Card {
        let title, metric: String
        /// The value, or a dash.
        let value: String
        /// Why there is no value, or what to bear in mind about it.
        let remark: String?
        /// What is to be reached, and whether it is; nil: nothing is.
        let target: String?
        /// good or bad.
        let verdict: String?
        let count: String
        /// Against the week before and thirteen weeks ago; nil: not known.
        let past: String?
        let spark: Sparkline?
        /// The newest first.
        let weeks: [WeekLine]
    }

    /// A week in a card's table.
    struct WeekLine {
        let name, value, count: String
    }
}

extension WebPage.Topic {
    static func all(of report: Report, _ history: History) -> [Self] {
        var questions: [String] = []
        for headline in report.headlines where questions.last != headline.topic { questions.append(headline.topic) }
        return questions.map { question in
            WebPage.Topic(
                question: question,
                cards: report.headlines.filter { $0.topic == question }.map {
                    WebPage.Card($0, history.moments(of: $0))
                })
        }
    }
}

extension WebPage.Card {
    fileprivate init(_ headline: Report.Headline, _ moments: [History.Moment]) {
        title = headline.title
        metric = headline.metric
        value = headline.value.map { Wording.value($0, unit: headline.unit) } ?? "–"
        remark = headline.value == nil ? Wording.absence(headline.status) : Wording.caution(headline.status)
        target = headline.target.map { target in
            let sign = headline.direction == "at most" ? "at most" : "at least"
            let verdict = headline.isTargetMet.map { $0 ? ": met" : ": missed" } ?? ""
            return "Target \(sign) \(Wording.value(target, unit: headline.unit))\(verdict)"
        }
        verdict = headline.isTargetMet.map { $0 ? "good" : "bad" }
        count = "n \(Wording.count(headline.n))"
        past = Self.past(headline)
        spark = Sparkline(moments, target: headline.target)
        weeks = moments.reversed().map { moment in
            WebPage.WeekLine(
                name: moment.week,
                value: moment.value.map { Wording.value($0, unit: moment.unit) } ?? Wording.absence(moment.status)
                    ?? "–",
                count: Wording.count(moment.n))
        }
    }

    private static func past(_ headline: Report.Headline) -> String? {
        let change = headline.change.map { change in
            let words = Wording.change(change, unit: headline.unit)
            return words == "=" ? "as last week" : "\(words) since last week"
        }
        let before = headline.thirteenWeeksAgo.map { "13 weeks ago \(Wording.value($0, unit: headline.unit))" }
        let known = [change, before].compactMap { $0 }
        return known.isEmpty ? nil : known.joined(separator: ", ")
    }
}
