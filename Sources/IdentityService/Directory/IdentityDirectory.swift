package import Persistence

/// What is stored about identities, read through a snapshot or, for a single question, the store itself.
///
/// Everything that needs several answers to fit together is asked within one `store.read`.
package struct IdentityDirectory {
    package let source: any Queryable

    package init(_ source: any Queryable) { self.source = source }
}
