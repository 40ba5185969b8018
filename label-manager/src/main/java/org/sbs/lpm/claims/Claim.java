package org.sbs.lpm.claims;

import java.nio.file.Path;

/**
 * A job's file under this node's name, as it was when the claim was last moved.
 *
 * @param path where it lies as long as the claim is this node's own
 */
public record Claim(JobName name, ClaimState state, Path path) {}
