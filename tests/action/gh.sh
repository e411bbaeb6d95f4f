#!/usr/bin/env bash
# Stands in for GitHub: comments are a file, and each change of one is written down. The filter is asked of the real jq.
set -euo pipefail
[ "$1" = api ] && [ -n "$GH_TOKEN" ]
shift
method=GET body="" filter=. path=""
while [ $# -gt 0 ]; do
  case $1 in
    --method) method=$2; shift ;;
    --jq) filter=$2; shift ;;
    -F) body=${2#body=@}; shift ;;
    --paginate | --silent) ;;
    *) path=$1 ;;
  esac
  shift
done
echo "$method $path" >> "$GITHUB_FAKE/calls"
case $method in
  GET) jq -r "$filter" "$GITHUB_FAKE/comments.json" ;;
  *) cp "$body" "$GITHUB_FAKE/body.md" ;;
esac
