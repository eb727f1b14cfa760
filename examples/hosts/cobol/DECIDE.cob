      *> Decides records of fixed width and prints a line for each:
      *> its key and its results.
      *>
      *>     decide POLICY DATE LAYOUT RECORDS
      *>
      *> The layout says where each fact stands: its path in 200 bytes,
      *> then offset and length in 5 digits each. The first fact is the
      *> key. A tier is told by its case, a benefit by its amount in the
      *> smallest coin; `?` is not known, `!` an error.
       >>SOURCE FORMAT IS FREE
identification division.
program-id. decide.

environment division.
input-output section.
file-control.
    select policy-file assign to policy-path
        organization is sequential file status is file-status.
    select layout-file assign to layout-path
        organization is line sequential file status is file-status.
    select record-file assign to record-path
        organization is line sequential file status is file-status.

data division.
file section.
*> Byte by byte: a compiled policy has no lines.
fd policy-file.
01 policy-byte              pic x.
fd layout-file.
01 layout-line.
   05 fact-path             pic x(200).
   05 fact-offset           pic 9(5).
   05 fact-length           pic 9(5).
fd record-file
   record is varying in size from 1 to 32000 characters depending on record-length.
01 record-line              pic x(32000).

working-storage section.
01 policy-path              pic x(256).
01 date-text                pic x(10).
*> Blank for the region of the policy.
01 region-text              pic x(6) value spaces.
01 layout-path              pic x(256).
01 record-path              pic x(256).
01 file-status              pic xx.
01 at-end                   pic 9 value 0.
01 policy-text              pic x(4000000).
01 policy-length            usage binary-double unsigned value 0.
01 record-length            pic 9(5) comp-5.
01 key-length               pic 9(5) comp-5 value 0.

*> Handles are pointers. The library sets them, and sets them to null when it frees them.
01 policy                   usage pointer value null.
01 plan                     usage pointer value null.
01 layout                   usage pointer value null.
01 failure                  usage pointer value null.

01 status-code              usage binary-long.
   88 done-well             value 0.
01 chinese                  usage binary-long value 1.
01 first-problem            usage binary-double unsigned value 0.
01 offset-64                usage binary-double unsigned.
01 length-64                usage binary-double unsigned.
01 result-count             usage binary-double unsigned.
01 result-index             usage binary-double unsigned.
01 result-state             usage binary-long.
   88 is-decided            value 0.
   88 is-undecided          value 1.
01 coins                    usage binary-double.
01 result-name              pic x(120).
01 result-of                pic x(120).
01 result-tier              pic x(120).
01 message-text             pic x(400).
01 coins-shown              pic -(18)9.
01 output-line              pic x(32000).
01 output-length            pic 9(5) comp-5.
01 piece                    pic x(400).
01 piece-length             pic 9(5) comp-5.

procedure division.
main section.
    accept policy-path from argument-value
    accept date-text from argument-value
    accept layout-path from argument-value
    accept record-path from argument-value
    perform read-policy
    call "huimin_policy_compile" using
        by reference policy-path by value length of policy-path
        by reference policy-text by value policy-length
        by reference policy by reference failure
        returning status-code
    perform stop-on-failure
    call "huimin_plan_new" using
        by value policy
        by reference date-text by value length of date-text
        by reference region-text by value length of region-text
        by reference plan by reference failure
        returning status-code
    perform stop-on-failure
    call "huimin_record_new" using
        by value plan by reference layout by reference failure
        returning status-code
    perform stop-on-failure
    perform read-layout
    perform read-records
    call "huimin_record_free" using by reference layout
    call "huimin_plan_free" using by reference plan
    call "huimin_policy_free" using by reference policy
    stop run returning 0.

read-policy section.
    open input policy-file
    perform until at-end = 1
        read policy-file
            at end move 1 to at-end
            not at end
                add 1 to policy-length
                move policy-byte to policy-text(policy-length:1)
        end-read
    end-perform
    close policy-file.

read-layout section.
    move 0 to at-end
    open input layout-file
    perform until at-end = 1
        read layout-file
            at end move 1 to at-end
            not at end
                move fact-offset to offset-64
                move fact-length to length-64
                if key-length = 0 move fact-length to key-length end-if
                call "huimin_record_column" using
                    by value layout
                    by reference fact-path by value length of fact-path
                    by value offset-64 by value length-64
                    by reference failure
                    returning status-code
                perform stop-on-failure
        end-read
    end-perform
    close layout-file.

read-records section.
    move 0 to at-end
    open input record-file
    perform until at-end = 1
        read record-file
            at end move 1 to at-end
            not at end perform decide-record
        end-read
    end-perform
    close record-file.

decide-record section.
    move record-length to length-64
    call "huimin_record_decide" using
        by value layout by reference record-line by value length-64
        by reference result-count by reference failure
        returning status-code
    perform stop-on-failure
    move 0 to output-length
    move record-line(1:key-length) to piece
    perform append
    perform varying result-index from 0 by 1 until result-index >= result-count
        call "huimin_record_result" using
            by value layout by value result-index
            by reference result-state by reference coins
            by reference result-name by value length of result-name
            by reference result-of by value length of result-of
            by reference result-tier by value length of result-tier
            returning status-code
        perform show-result
    end-perform
    display output-line(1:output-length).

show-result section.
    add 1 to output-length
    move x"09" to output-line(output-length:1)
    if result-of not = spaces
        move result-of to piece
        perform append
        move "." to piece
        perform append
    end-if
    move result-name to piece
    perform append
    move "=" to piece
    perform append
    evaluate true
        when is-undecided
            move "?" to piece
        when not is-decided
            move "!" to piece
        when result-tier not = spaces
            move result-tier to piece
        when other
            move coins to coins-shown
            move function trim(coins-shown) to piece
    end-evaluate
    perform append.

append section.
    move function length(function trim(piece trailing)) to piece-length
    move piece(1:piece-length) to output-line(output-length + 1:piece-length)
    add piece-length to output-length.

stop-on-failure section.
    if not done-well
        call "huimin_error_copy" using
            by value failure by value first-problem by value chinese
            by reference message-text by value length of message-text
            returning status-code
        display function trim(message-text) upon syserr
        call "huimin_error_free" using by reference failure
        stop run returning 1
    end-if.
