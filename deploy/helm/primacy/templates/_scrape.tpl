{{- /* How either monitor reads /metrics. */ -}}
{{- define "primacy.scrape" -}}
{{- $root := index . 0 -}}
{{- $monitor := index . 1 -}}
path: /metrics
interval: {{ $monitor.interval }}
{{- with $monitor.scrapeTimeout }}
scrapeTimeout: {{ . }}
{{- end }}
{{- if $root.Values.webConfig.secret }}
scheme: {{ $root.Values.webConfig.scheme }}
{{- end }}
# A label "cluster" or "namespace" of the target must not take the place of Primacy's.
honorLabels: true
{{- end -}}
