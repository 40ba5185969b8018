/** Files that must survive a power cut, and files that only their owner may read. */
package org.sbs.lpm.files;
