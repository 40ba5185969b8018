/** What a node tells of itself, and the page that it makes. */
package org.sbs.view.status;
