/// One difference between two plans.
package struct PlanChange: Sendable, Hashable, CustomStringConvertible {
    package enum Kind: String, Sendable {
        case mountAdded = "mount added"
        case mountRemoved = "mount removed"
        case strategyChanged = "strategy changed"
        case filterAdded = "filter added"
        case filterRemoved = "filter removed"
        case filterMoved = "filter moved"
        case applicationChanged = "app changed"
        case factoryChanged = "factory changed"
        case optionChanged = "option changed"
    }

    package let kind: Kind

    /// The mount it is about, as in `PlanPath`.
    package let mount: String

    /// The filter or application it is about; empty when it is the mount itself.
    package let subject: String

    /// The name of the option that changed.
    package let option: String?

    /// What was there before; nil when there was nothing. Secrets are masked.
    package let old: String?

    /// What is there now; nil when there is nothing. Secrets are masked.
    package let new: String?

    init(_ kind: Kind, mount: String, subject: String = "", option: String? = nil, old: String? = nil, new: String? = nil) {
        self.kind = kind
        self.mount = mount
        self.subject = subject
        self.option = option
        self.old = old
        self.new = new
    }

    package var description: String {
        var text = "\(mount): \(kind.rawValue)"
        if !subject.isEmpty { text += ": \(subject)" }
        if let option { text += " \(option)" }
        switch (old, new) {
        case (let old?, let new?): text += ": \(old) -> \(new)"
        case (let old?, nil): text += " (was: \(old))"
        case (nil, let new?): text += " (\(new))"
        case (nil, nil): break
        }
        return text
    }
}
