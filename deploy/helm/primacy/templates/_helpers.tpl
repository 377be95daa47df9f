{{- define "primacy.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 52 | trimSuffix "-" -}}
{{- end -}}

{{- /* 52 characters at most: a StatefulSet's pods have a label with 11 more. */ -}}
{{- define "primacy.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains (include "primacy.name" .) .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "primacy.name" .) | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "primacy.selectorLabels" -}}
app.kubernetes.io/name: {{ include "primacy.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "primacy.labels" -}}
{{ include "primacy.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "primacy.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "primacy.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "primacy.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (default .Chart.AppVersion .Values.image.tag) -}}
{{- end -}}
{{- end -}}

{{- /* The namespace that the service account is in, for roles elsewhere. */ -}}
{{- define "primacy.subject" -}}
subjects:
  - kind: ServiceAccount
    name: {{ include "primacy.serviceAccountName" . }}
    namespace: {{ .Release.Namespace }}
{{- end -}}

{{- /* Whether this process talks to the API server at all: a token that nobody needs is not mounted. */ -}}
{{- define "primacy.needsApi" -}}
{{- if or .Values.discovery.enabled (gt (int .Values.replicas) 1) -}}true{{- end -}}
{{- end -}}

{{- define "primacy.leads" -}}
{{- if gt (int .Values.replicas) 1 -}}true{{- end -}}
{{- end -}}

{{- /* What the chart knows, and over it whatever the user wrote. */ -}}
{{- define "primacy.config" -}}
{{- $kubernetes := dict -}}
{{- if .Values.discovery.enabled -}}
{{- if .Values.discovery.namespaces -}}
{{- $_ := set $kubernetes "namespaces" .Values.discovery.namespaces -}}
{{- end -}}
{{- if .Values.discovery.readSecrets -}}
{{- $_ := set $kubernetes "secret" "preset" -}}
{{- end -}}
{{- if not .Values.events.enabled -}}
{{- $_ := set $kubernetes "events" false -}}
{{- end -}}
{{- end -}}
{{- $ours := dict "listen" ":9432" "state" "/var/lib/primacy" -}}
{{- if .Values.discovery.enabled -}}
{{- $_ := set $ours "kubernetes" (ternary $kubernetes true (gt (len $kubernetes) 0)) -}}
{{- end -}}
{{- if include "primacy.leads" . -}}
{{- $lease := dict "lease" (include "primacy.fullname" .) "namespace" .Release.Namespace -}}
{{- $_ := set $ours "leadership" (set $lease "duration" .Values.leadership.leaseDuration) -}}
{{- end -}}
{{- toYaml (mergeOverwrite $ours (deepCopy .Values.config)) -}}
{{- end -}}
