/** What system tests are made of: nodes as processes, a service in miniature, strangers. */
package org.sbs.systemtests.kit;
