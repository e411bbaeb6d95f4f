//! The README as blocks of shell commands, each with the output that is shown beneath it.

/// The README itself.
pub(crate) const TEXT: &str = include_str!("../../README.md");

/// Commands, and what they print.
#[derive(Debug)]
pub(crate) struct Block {
    /// The heading that it stands under.
    pub(crate) section: &'static str,
    /// The number of its first line.
    pub(crate) line: usize,
    /// The commands.
    pub(crate) script: String,
    /// The output, if it is shown: a block of `text` right behind it.
    pub(crate) shown: Option<String>,
}

/// All blocks of commands. Shown output that belongs to none is a fault: nobody would compare it.
pub(crate) fn blocks() -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut section, mut ended) = ("", 0);
    let mut lines = TEXT.lines().enumerate().map(|(index, line)| (index + 1, line));
    while let Some((number, line)) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            section = heading;
        }
        let Some(language) = line.strip_prefix("```") else { continue };
        let fenced = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```");
        let text: String = fenced.flat_map(|line| [line, "\n"]).collect();
        let end = number + text.lines().count() + 1;
        match language {
            // Courses take people, keys and databases of others: their own tests do what these lines say.
            "console" => {}
            "sh" => blocks.push(Block { section, line: number + 1, script: text, shown: None }),
            "text" if ended + 1 == number => blocks.last_mut().unwrap().shown = Some(text),
            other => panic!("README.md:{number}: nobody looks at this block of `{other}`"),
        }
        ended = end;
    }
    blocks
}

/// The command lines that are shown and not typed by a test, without what a shell does to them.
pub(crate) fn shown_only() -> Vec<Vec<String>> {
    let blocks = TEXT.split("```console\n").skip(1).filter_map(|rest| rest.split("```").next());
    let lines = blocks.map(|block| block.replace("\\\n", " ")).collect::<String>();
    let words = |line: &str| -> Vec<String> {
        let line = line.split(" #").next().unwrap_or_default().split(" > ").next().unwrap_or_default();
        line.split_whitespace().map(str::to_owned).collect()
    };
    lines.lines().map(words).filter(|words| !words.is_empty()).collect()
}

/// The two commands that a newcomer types first.
pub(crate) fn two_commands() -> [&'static str; 2] {
    let start = TEXT.split("## Start").nth(1).and_then(|rest| rest.split("```sh\n").nth(1)).unwrap();
    let commands: Vec<&str> = start.lines().take_while(|line| *line != "```").collect();
    commands.try_into().unwrap()
}
