import type { ClusterProps, ScheduledBackupProps } from "@cdk8s-kit/crds/pg";
import type { IExternalSecret as ExternalSecret } from "@kubernetes-models/external-secrets/external-secrets.io/v1";
import type { IScaledObject as ScaledObject, ITriggerAuthentication as TriggerAuthentication } from "@kubernetes-models/keda/keda.sh/v1alpha1";
import type { IPodMonitor as PodMonitor, IPrometheusRule as PrometheusRule, IServiceMonitor as ServiceMonitor } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1";

// cdk8s makes classes of what may be a number or a string, and enums of what is one of some words; in a manifest they are what they stand for.
type Plain<T> = T extends string
  ? `${T}`
  : T extends readonly (infer E)[]
    ? Plain<E>[]
    : T extends object
      ? "value" extends keyof T
        ? keyof T extends "value"
          ? T["value"]
          : { [K in keyof T]: Plain<T[K]> }
        : { [K in keyof T]: Plain<T[K]> }
      : T;

type Cluster = Plain<ClusterProps> & { apiVersion: "postgresql.cnpg.io/v1"; kind: "Cluster" };
type ScheduledBackup = Plain<ScheduledBackupProps> & { apiVersion: "postgresql.cnpg.io/v1"; kind: "ScheduledBackup" };

export type { Cluster, ExternalSecret, PodMonitor, PrometheusRule, ScaledObject, ScheduledBackup, ServiceMonitor, TriggerAuthentication };
