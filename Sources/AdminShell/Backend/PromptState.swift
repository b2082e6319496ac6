package import JSONCodec

/// The state that a prompt shows.
package struct PromptState: Sendable, Hashable {
    /// The app that requests go to when they name none.
    package var app: String?
    package var revision: String?
    /// What runs differs from what the configuration, or the last `save`, would start.
    package var isUnsaved = false
    /// After how many seconds a swap that waits for its confirmation is undone; `nil`: none waits.
    package var secondsToConfirm: Int?
    /// That swap is this session's own.
    package var holdsSwap = false
    /// This session has begun a transaction.
    package var isInTransaction = false
    /// Fault filters that requests go through.
    package var faults: [String] = []
    /// Apps that should run and do not.
    package var down: [String] = []
    /// The other end of the control socket does not answer.
    package var isDisconnected = false

    package init(app: String? = nil, revision: String? = nil, down: [String] = []) {
        self.app = app
        self.revision = revision
        self.down = down
    }

    package var jsonValue: JSONValue {
        [
            "app": JSONValue(app), "revision": JSONValue(revision), "unsaved": .bool(isUnsaved),
            "seconds_to_confirm": secondsToConfirm.map { .integer($0) } ?? .null, "holds_swap": .bool(holdsSwap),
            "in_transaction": .bool(isInTransaction), "faults": JSONValue(faults), "down": JSONValue(down),
        ]
    }

    package init(jsonValue: JSONValue) {
        app = jsonValue["app"]?.stringValue
        revision = jsonValue["revision"]?.stringValue
        isUnsaved = jsonValue["unsaved"]?.boolValue ?? false
        if case .integer(let seconds)? = jsonValue["seconds_to_confirm"] { secondsToConfirm = seconds }
        holdsSwap = jsonValue["holds_swap"]?.boolValue ?? false
        isInTransaction = jsonValue["in_transaction"]?.boolValue ?? false
        faults = Self.texts(jsonValue["faults"])
        down = Self.texts(jsonValue["down"])
    }

    private static func texts(_ value: JSONValue?) -> [String] { (value?.arrayValue ?? []).compactMap(\.stringValue) }
}
