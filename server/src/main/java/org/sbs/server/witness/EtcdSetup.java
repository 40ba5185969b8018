package org.sbs.server.witness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How an etcd cluster is reached. Immutable.
 *
 * @param endpoints URLs, all with http or all with https
 * @param login empty for a cluster without users
 * @param authority certificates in PEM that vouch for the cluster; empty for those that Java knows
 * @param certificate that this node shows; empty for none
 * @param prefix what SBS's keys of all pairs begin with
 * @param pairName the same on both nodes and another for every pair
 * @param nodeId this node's, without spaces
 * @param lease how long a claim holds without being renewed; whole seconds
 * @param deadline for each question to the cluster
 */
public record EtcdSetup(
    List<String> endpoints,
    Optional<Login> login,
    Optional<Path> authority,
    Optional<Certificate> certificate,
    String prefix,
    String pairName,
    String nodeId,
    Duration lease,
    Duration deadline) {
  /** Copies the list. */
  public EtcdSetup {
    endpoints = List.copyOf(endpoints);
  }

  /** What SBS's keys of this pair begin with. */
  String namespace() {
    return prefix + pairName + "/";
  }

  /** A user, and the file that holds the password, which only its owner may read. */
  public record Login(String user, Path passwordFile) {}

  /** A certificate and its private key, both in PEM. */
  public record Certificate(Path chain, Path key) {}
}
