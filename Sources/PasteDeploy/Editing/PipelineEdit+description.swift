extension PipelineEdit: CustomStringConvertible {
    /// The edit as it is asked for, without the values of options: `insert delay before authtoken`.
    package var description: String {
        let place = mount.map { " at \($0)" } ?? ""
        switch action {
        case .insert(let choice, .outermost): return "insert \(choice.name)" + place
        case .insert(let choice, .before(let other)): return "insert \(choice.name) before \(other)" + place
        case .insert(let choice, .after(let other)): return "insert \(choice.name) after \(other)" + place
        case .remove(let name): return "remove \(name)" + place
        case .replace(let name, let choice): return "replace \(name) with \(choice.name)" + place
        }
    }
}
