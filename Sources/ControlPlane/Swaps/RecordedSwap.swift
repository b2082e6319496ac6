/// What a switch has written into the history, to take it out again.
struct RecordedSwap {
    let batch: Int
    /// The apps of the switch, each with the entry of the same batch that its new entry replaced.
    var replaced: [(app: String, entry: SwapEntry?)] = []
}
