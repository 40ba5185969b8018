/** What people read in their own language; one file a language. */
package org.sbs.view.text;
