/** What trials are made of: nodes as processes, a service in miniature, strangers. */
package org.sbs.trials.kit;
