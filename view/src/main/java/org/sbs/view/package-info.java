/** What people see, without a toolkit: dialog, mail, command line and console share it. */
package org.sbs.view;
