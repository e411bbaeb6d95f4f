dir=$1
pid_file=$dir/data/postmaster.pid

IFS= read -r _ && exit 0

tries=0
until [ -s "$pid_file" ] || [ "$tries" -ge 10 ]; do
  sleep 0.1
  tries=$((tries + 1))
done

if IFS= read -r pid 2>/dev/null <"$pid_file"; then
  kill -QUIT "$pid" 2>/dev/null
  tries=0
  while [ -e "$pid_file" ] && kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 100 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
  [ -e "$pid_file" ] && kill -KILL "$pid" 2>/dev/null
fi
rm -rf "$dir"
