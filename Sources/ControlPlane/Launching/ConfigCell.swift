package import ConfigOptions
import Synchronization

/// The current configuration of one project: services and filters read it per request, reloads replace it.
package final class ConfigCell: Sendable {
    private let current: Mutex<ConfigSnapshot>

    package init(_ snapshot: ConfigSnapshot) { current = Mutex(snapshot) }

    package var snapshot: ConfigSnapshot {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }
}
