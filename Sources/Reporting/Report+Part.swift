extension Report.Segment {
    /// One of the three parts of the neglect index.
    struct Part {
        /// voice, action or response.
        let name: String
        /// What it adds to the index; nil: too few records, they were never loaded, or there is no index.
        let points: Double?
        /// What is behind it.
        let words: String
    }

    /// The parts of the index, whose points add up to it.
    func parts(_ promise: Report.Promise) -> [Part] {
        let shortfalls = [
            (voice, promise.voiceWeight), (action, promise.actionWeight), (response, promise.responseWeight),
        ]
        // The weight of an unknown part is shared by the others.
        let known = shortfalls.reduce(0) { $0 + ($1.0 == nil ? 0 : $1.1) }
        let points = shortfalls.map { shortfall, weight -> Double? in
            guard let shortfall, neglect != nil, known > 0 else { return nil }
            return 100 * weight * shortfall / known
        }
        return [
            Part(name: "voice", points: points[0], words: voiceWords),
            Part(name: "action", points: points[1], words: actionWords(promise)),
            Part(name: "response", points: points[2], words: responseWords(promise)),
        ]
    }

    private var voiceWords: String {
        guard let voice else { return "not known, as no file of interviews or meetings was loaded" }
        guard let promised else {
            let kept = Wording.percent(1 - voice)
            return "leadership talked with them \(kept) as often as an even spread would have it"
        }
        let times = Wording.count(Int(promised.rounded()), "conversation")
        guard let heard else {
            return "leadership talked with them at least as often as promised (\(times))"
        }
        return "leadership talked with them \(Wording.count(heard, "time")), promised were \(times)"
    }

    private func actionWords(_ promise: Report.Promise) -> String {
        if isActionUnknown { return "not known, as no file of actions was loaded" }
        guard action != nil, let share = feedback.share else {
            return "too little feedback to judge by (\(Wording.count(feedback.all)))"
        }
        let days = Wording.count(promise.actionDays, "day")
        return "\(Wording.percent(share)) of their feedback was acted on within \(days) "
            + kept(feedback, promise)
    }

    private func responseWords(_ promise: Report.Promise) -> String {
        if isResponseUnknown { return "not known, as no file says when their tickets were answered" }
        guard response != nil, let share = tickets.share else {
            return "too few tickets to judge by (\(Wording.count(tickets.all)))"
        }
        let hours = promise.responseHours
        let time = hours == hours.rounded() ? Wording.count(Int(hours), "hour") : Wording.value(hours, unit: "hours")
        return "\(Wording.percent(share)) of their tickets were answered within \(time) " + kept(tickets, promise)
    }

    private func kept(_ count: Report.Count, _ promise: Report.Promise) -> String {
        "(\(Wording.count(count.some)) of \(Wording.count(count.all))), promised \(Wording.percent(promise.share))"
    }
}
