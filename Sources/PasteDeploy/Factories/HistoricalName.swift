/// One factory and every name that deployment files have called it by.
package struct HistoricalName: Sendable, Hashable {
    /// The name of the factory in this program.
    package let key: String
    package let kind: FactoryKind

    /// The Python spellings; the newest and best known one first.
    package let names: [String]

    init(_ key: String, _ kind: FactoryKind, _ names: [String]) {
        self.key = key
        self.kind = kind
        self.names = names
    }

    /// A class of oslo.middleware: importable from the package, from its own module, and both under the old namespace package.
    static func osloMiddleware(_ key: String, module: String, class name: String, also others: [String] = []) -> HistoricalName {
        let paths = ["oslo_middleware", "oslo_middleware.\(module)", "oslo.middleware", "oslo.middleware.\(module)"]
        return HistoricalName(key, .filter, paths.map { "\($0):\(name).factory" } + ["egg:oslo.middleware#\(key)"] + others)
    }

    /// An extension or middleware of keystone: a class, and since 2015 an entry point of the same name.
    static func keystone(_ key: String, _ factory: String, also others: [String] = []) -> HistoricalName {
        HistoricalName(key, .filter, ["egg:keystone#\(key)", factory] + others)
    }
}
