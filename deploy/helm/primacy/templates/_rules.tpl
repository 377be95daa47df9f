{{- /* What discovery reads and repair may do, wherever clusters are looked for. */ -}}
{{- define "primacy.discoveryRules" -}}
- apiGroups: ['']
  resources: [pods, services, endpoints, configmaps]
  verbs: [list, watch]
- apiGroups: [apps]
  resources: [statefulsets]
  verbs: [list, watch]
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [list, watch]
- apiGroups: [postgresql.cnpg.io]
  resources: [clusters]
  verbs: [list, watch]
{{- if .Values.discovery.readSecrets }}
- apiGroups: ['']
  resources: [secrets]
  {{- with .Values.discovery.secretNames }}
  resourceNames: {{- toYaml . | nindent 4 }}
  {{- end }}
  verbs: [list, watch]
{{- end }}
{{- if .Values.events.enabled }}
- apiGroups: ['']
  resources: [events]
  verbs: [create, patch]
{{- end }}
{{- if .Values.repair.enabled }}
- apiGroups: ['']
  resources: [pods]
  verbs: [delete]
{{- end }}
{{- end -}}
