cap () 
{ 
    tmux -L nu send-keys -t $1 "clear" Enter;
    sleep .3;
    tmux -L nu clear-history -t $1;
    tmux -L nu send-keys -t $1 "$2" Enter;
    sleep ${3:-2};
    echo "=== [$1] $2";
    tmux -L nu capture-pane -p -S -300 -t $1 | sed -e '/^\$ *$/d' | grep -v '^$' | head -${4:-60}
}
