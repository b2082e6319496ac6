import ConfigOptions
import Synchronization

/// The segment types of the configuration, read anew when it changes.
final class SegmentTypesCache: Sendable {
    /// The snapshot is kept with what was read from it, so that no other can take its place in memory and be mistaken for it.
    private let cached = Mutex<(config: ConfigSnapshot, types: SegmentTypes)?>(nil)
    private let config: @Sendable () -> ConfigSnapshot

    init(_ config: @escaping @Sendable () -> ConfigSnapshot) { self.config = config }

    var current: SegmentTypes {
        let config = config()
        return cached.withLock { cached in
            if let cached, cached.config === config { return cached.types }
            let types = SegmentTypes(config)
            cached = (config, types)
            return types
        }
    }
}
