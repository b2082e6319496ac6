/// Chooses among media types what an `Accept` header likes best.
enum MediaPreference {
    /// - Parameters:
    ///   - offers: whole media types in lower case, the server's favourite first.
    ///   - accept: the header's text; `nil` and an empty text accept nothing in particular.
    /// - Returns: the offer of the highest quality, the earlier one of two equal ones; `nil` when none is acceptable.
    static func best(of offers: [String], accept: String?) -> String? {
        guard let accept, !accept.isEmpty else { return nil }
        let ranges = accept.split(separator: ",").map(Range.init(parsing:))
        var best: (offer: String, quality: Double)?
        for offer in offers {
            // Of the ranges that match, the most specific one gives the quality.
            let matching = ranges.filter { $0.matches(offer) }.max { $0.specificity < $1.specificity }
            guard let quality = matching?.quality, quality > 0 else { continue }
            if quality > best?.quality ?? 0 { best = (offer, quality) }
        }
        return best?.offer
    }

    private struct Range {
        var type: String
        var quality = 1.0

        init(parsing text: Substring) {
            let parts = text.split(separator: ";")
            type = parts.first.map { HeaderText.trimmed($0).lowercased() } ?? ""
            for part in parts.dropFirst() {
                let pair = part.split(separator: "=", maxSplits: 1)
                guard pair.count == 2, HeaderText.trimmed(pair[0]).lowercased() == "q" else { continue }
                quality = Double(String(HeaderText.trimmed(pair[1]))) ?? 0
            }
        }

        var specificity: Int { type == "*/*" ? 0 : type.hasSuffix("/*") ? 1 : 2 }

        func matches(_ offer: String) -> Bool {
            if type == "*/*" || type == offer { return true }
            return type.hasSuffix("/*") && offer.hasPrefix(type.dropLast())
        }
    }
}
