package org.sbs.systemtests.bench;

import java.util.List;

/** The processes of a tool that stay, at both ends of the wire. */
record Ends(List<Long> here, List<Long> there) {}
