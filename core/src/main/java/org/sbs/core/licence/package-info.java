/** What a node's licence allows (R7.5). It decides about sentinels, never about roles. */
package org.sbs.core.licence;
