package import JSONCodec

/// What the end of a session undid.
package struct SessionEnd: Sendable, Hashable {
    /// Swaps of the session that were left unconfirmed, one text each: they are undone now, or were when their time was over.
    package var undone: [String] = []
    /// A transaction was open: nothing of it has become visible.
    package var abortedTransaction = false

    package init() {}

    /// The exit status of a batch that ends like this, when its commands ended with `status`.
    func exitStatus(after status: Int32) -> Int32 {
        if !undone.isEmpty { return 6 }
        return abortedTransaction && status == 0 ? 1 : status
    }

    /// What to tell the person who reads the batch's errors; one line each.
    var complaints: [String] {
        var lines = undone.map { "the switch was not confirmed and is undone: \($0)" }
        if abortedTransaction { lines.append("the transaction was not committed and is aborted: nothing of it has changed anything") }
        return lines
    }

    package var jsonValue: JSONValue { ["undone": JSONValue(undone), "aborted_transaction": .bool(abortedTransaction)] }

    package init(jsonValue: JSONValue) {
        undone = (jsonValue["undone"]?.arrayValue ?? []).compactMap(\.stringValue)
        abortedTransaction = jsonValue["aborted_transaction"]?.boolValue ?? false
    }
}
