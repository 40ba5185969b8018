/** What a node tells of itself. */
package org.sbs.view.status;
