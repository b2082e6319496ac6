/// One snapshot of the database, to be queried; valid only inside the closure that was handed it.
package protocol ReadTransaction: AnyObject, Queryable {}
