/** The page of the first tab: what a node tells of itself, in words. */
package org.sbs.view.page;
