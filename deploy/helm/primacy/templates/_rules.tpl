{{- /* What discovery reads, events write and repair may do, wherever clusters are looked for. */ -}}
{{- define "primacy.discoveryRules" -}}
- apiGroups: ['']
  resources: [pods, services, endpoints]
  verbs: [get, list, watch]
- apiGroups: [apps]
  resources: [statefulsets]
  verbs: [get, list, watch]
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [get, list, watch]
{{- if .Values.discovery.readSecrets }}
- apiGroups: ['']
  resources: [secrets]
  {{- with .Values.discovery.secretNames }}
  resourceNames: {{- toYaml . | nindent 4 }}
  verbs: [get, watch]
  {{- else }}
  verbs: [get, list, watch]
  {{- end }}
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
