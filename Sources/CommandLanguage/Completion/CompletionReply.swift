/// The answer of `cloudsh __complete -- WORDS...`, which the completion scripts read.
package enum CompletionReply {
    /// `value<TAB>help` lines, then one line with a directive: `:file` and `:directory` ask the calling shell to add what the file system has,
    /// `:nospace` asks it to put no blank behind a chosen word, `:end` asks nothing.
    package static func text(for request: CompletionRequest, found: [CompletionWord] = []) -> String {
        let candidates = request.candidates(adding: found)
        var lines = candidates.map { candidate in
            let value = (request.valuePrefix + candidate.value).escapingControls()
            return candidate.help.isEmpty ? value : value + "\t" + candidate.help.escapingControls()
        }
        if request.wanted.contains(where: { $0 == .file || $0 == .deploymentFile }) {
            lines.append(":file")
        } else if request.wanted.contains(.directory) {
            lines.append(":directory")
        } else if !candidates.isEmpty, candidates.allSatisfy({ !$0.endsWord }) {
            lines.append(":nospace")
        } else {
            lines.append(":end")
        }
        return lines.map { $0 + "\n" }.joined()
    }
}
