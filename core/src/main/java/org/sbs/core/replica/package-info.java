/** What is copied: manifests, differences, paths and lineage. */
package org.sbs.core.replica;
