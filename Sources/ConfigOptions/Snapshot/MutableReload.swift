package import INI

/// What a running service takes over from a configuration that was read again: changes of mutable options and no others.
package struct MutableReload: Sendable {
    /// An option whose value differs; secrets are masked.
    package struct Change: Sendable, Hashable, CustomStringConvertible {
        package let project: ConfigProject
        package let key: OptionKey
        package let old: String?
        package let new: String?

        /// `cinder: debug: false -> true`
        package var description: String {
            "\(project.rawValue): \(key): \(old ?? "<None>") -> \(new ?? "<None>")"
        }
    }

    /// The old configuration with the mutable changes.
    package let snapshot: ConfigSnapshot
    package let applied: [Change]

    /// Changes that need a restart; the old value stays.
    package let refused: [Change]

    /// Compares two configurations of one project.
    ///
    /// Values given by `config set` stay: they stand above what files say.
    package static func apply(old: ConfigSnapshot, new: ConfigSnapshot) -> MutableReload {
        var inputs = old.inputs
        var values = old.values
        var isMasked = old.isMasked
        var applied: [Change] = []
        var refused: [Change] = []
        for (index, option) in old.catalog.options.enumerated() {
            guard inputs[index]?.source != .runtime, let place = new.catalog.index(option.key) else { continue }
            guard values[index] != new.values[place] else {
                inputs[index] = new.inputs[place]
                continue
            }
            // A default that follows another option: that option's change is the one to tell.
            guard option.isMutable || inputs[index] != nil || new.inputs[place] != nil else { continue }
            let masked = isMasked[index] || new.isMasked[place]
            func shown(_ value: OptionValue) -> String? { value.text.map { masked ? ConfigEntry.mask : $0 } }
            let change = Change(
                project: old.project, key: option.key, old: shown(values[index]), new: shown(new.values[place]))
            if option.isMutable {
                inputs[index] = new.inputs[place]
                values[index] = new.values[place]
                isMasked[index] = new.isMasked[place]
                applied.append(change)
            } else {
                refused.append(change)
            }
        }
        return MutableReload(
            snapshot: ConfigSnapshot(old, inputs: inputs, values: values, isMasked: isMasked), applied: applied, refused: refused)
    }

    /// One warning for each refused change.
    package var warnings: [SourceError] {
        refused.map { change in
            SourceError(
                "\(change.key) cannot change while the service runs: it stays \(change.old ?? "<None>")",
                at: SourcePosition(file: change.project.rawValue, line: 0, column: 0), advice: "Restart to use the new value.",
                severity: .warning)
        }
    }
}
