/** The disk as copying uses it: open folders, staging, durable writes, owners and attributes. */
package org.sbs.server.sync.disk;
